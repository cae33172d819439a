import { expect, test } from "vitest";
import { cors, corsByPath } from "../index.ts";
import { caddy } from "./caddy.ts";

const APP = "https://app.example.com";

test("any origin: the same for everybody, with nothing to refuse", () => {
  const { output, exact, lost } = caddy(
    { allowOrigins: "*", exposeHeaders: ["X-Request-Id"] },
    { source: "cors.json" },
  );
  expect({ exact, lost }).toEqual({ exact: true, lost: [] });
  expect(output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit caddy cors.json

    # Import it in a site, first of all: import corskit
    # With redir, basicauth or forward_auth there, put all into one route { }, in this order: a preflight request follows
    # no redirect, and has no credentials with it.

    (corskit) {
    	@corskit_preflight {
    		method OPTIONS
    		header Origin *
    		header Access-Control-Request-Method *
    	}

    	@corskit_actual {
    		not {
    			method OPTIONS
    			header Origin *
    			header Access-Control-Request-Method *
    		}
    	}

    	header @corskit_actual {
    		Access-Control-Allow-Origin "*"
    		Access-Control-Expose-Headers "X-Request-Id"
    	}

    	# The same in the place of what the handler says.
    	header @corskit_actual {
    		Access-Control-Allow-Origin "*"
    		Access-Control-Expose-Headers "X-Request-Id"
    		-Access-Control-Allow-Credentials
    		-Access-Control-Allow-Methods
    		-Access-Control-Allow-Headers
    		-Access-Control-Allow-Private-Network
    		-Access-Control-Max-Age
    		defer
    	}

    	header @corskit_preflight {
    		Access-Control-Allow-Origin "*"
    		Access-Control-Allow-Methods "GET,HEAD,PUT,PATCH,POST,DELETE"
    		Access-Control-Allow-Headers "Authorization,Content-Type"
    		Access-Control-Max-Age "600"
    	}

    	respond @corskit_preflight 204
    }
    "
  `);
});

test("several origins with credentials", () => {
  const config = { allowOrigins: [APP, "https://*.example.org"], allowCredentials: true, guardWebSockets: false };
  expect(caddy(config, { prefix: "api" }).output).toMatchInlineSnapshot(`
    "# Written by corskit. Do not edit it here: change the policy, then run
    # corskit emit caddy

    # Import it in a site, first of all: import api
    # With redir, basicauth or forward_auth there, put all into one route { }, in this order: a preflight request follows
    # no redirect, and has no credentials with it.

    (api) {
    	# Whether the policy allows the origin that asks.
    	map {header.Origin} {api_verdict} {
    		\`~^.{513}\` denied
    		https://app.example.com allowed
    		\`~^https://(?:[a-z0-9_-]+\\.)+example\\.org$\` allowed
    		default denied
    	}

    	@api_preflight {
    		method OPTIONS
    		header Origin *
    		header Access-Control-Request-Method *
    		vars {api_verdict} allowed
    	}

    	@api_actual {
    		not {
    			method OPTIONS
    			header Origin *
    			header Access-Control-Request-Method *
    		}
    		vars {api_verdict} allowed
    	}

    	@api_other {
    		not vars {api_verdict} allowed
    	}

    	@api_refused {
    		method OPTIONS
    		header Origin *
    		header Access-Control-Request-Method *
    		vars {api_verdict} denied
    	}

    	header +Vary Origin

    	header @api_actual {
    		Access-Control-Allow-Origin {header.Origin}
    		Access-Control-Allow-Credentials "true"
    	}

    	# The same in the place of what the handler says.
    	header @api_actual {
    		Access-Control-Allow-Origin {header.Origin}
    		Access-Control-Allow-Credentials "true"
    		-Access-Control-Allow-Methods
    		-Access-Control-Allow-Headers
    		-Access-Control-Allow-Private-Network
    		-Access-Control-Expose-Headers
    		-Access-Control-Max-Age
    		defer
    	}

    	header @api_other {
    		-Access-Control-Allow-Origin
    		-Access-Control-Allow-Credentials
    		-Access-Control-Allow-Methods
    		-Access-Control-Allow-Headers
    		-Access-Control-Allow-Private-Network
    		-Access-Control-Expose-Headers
    		-Access-Control-Max-Age
    		defer
    	}

    	header @api_preflight {
    		Access-Control-Allow-Origin {header.Origin}
    		Access-Control-Allow-Credentials "true"
    		Access-Control-Allow-Methods "GET,HEAD,PUT,PATCH,POST,DELETE"
    		Access-Control-Allow-Headers "Authorization,Content-Type"
    		Access-Control-Max-Age "600"
    	}

    	respond @api_preflight 204

    	header @api_refused {
    		Content-Type "text/plain; charset=utf-8"
    		X-Content-Type-Options nosniff
    		Cache-Control no-store
    	}

    	respond @api_refused "CORS: this origin is not allowed here. See allowOrigins." 403
    }
    "
  `);
});

test("signs that an expression would take for its groups", () => {
  const config = { allowOrigins: [APP], allowHeaders: ["X-$1", "*"], allowCredentials: true };
  expect(caddy(config).output).toContain('"X-$$1,${0}"');
  expect(caddy(config).output).toContain('default "X-$1"');
});

test("a policy in the handler that leaves the headers to Caddy is the same policy here", () => {
  const config = { allowOrigins: [APP, "https://b.example"], allowCredentials: true };
  expect(caddy(cors({ ...config, owner: "gateway" }))).toEqual(caddy(config));
});

test("what is refused", () => {
  expect(() => caddy({ allowOrigins: { resolve: () => true } })).toThrow("(resolver)");
  expect(() => caddy(corsByPath({ "/*": { allowOrigins: "*" } }))).toThrow("(paths)");
  expect(() => caddy({ allowOrigins: "*" }, { prefix: "(corskit)" })).toThrow("(option)");
});
