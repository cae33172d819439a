import type { Values } from "./values.ts";

const quoted = (items: readonly string[]): string => items.map((item) => JSON.stringify(item)).join(", ");

export function spring({ origins, methods, headers, credentials, maxAge }: Values): string {
  return `// Spring. With Spring Security also http.cors(Customizer.withDefaults()), which puts it before authentication.
@Bean
CorsConfigurationSource corsConfigurationSource() {
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOrigins(List.of(${quoted(origins)}));
    cors.setAllowedMethods(List.of(${quoted(methods)}));
    cors.setAllowedHeaders(List.of(${quoted(headers)}));
    cors.setAllowCredentials(${credentials});
    cors.setMaxAge(${maxAge}L);
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", cors);
    return source;
}
`;
}

export function django({ origins, methods, headers, credentials, maxAge }: Values): string {
  return `# Django with django-cors-headers, settings.py: its middleware first of all.
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *MIDDLEWARE]
CORS_ALLOWED_ORIGINS = [${quoted(origins)}]
CORS_ALLOW_METHODS = [${quoted(methods)}]
CORS_ALLOW_HEADERS = [${quoted(headers.map((name) => name.toLowerCase()))}]
CORS_ALLOW_CREDENTIALS = ${credentials ? "True" : "False"}
CORS_PREFLIGHT_MAX_AGE = ${maxAge}
`;
}

export function rails({ origins, methods, headers, credentials, maxAge }: Values): string {
  const symbols = methods.map((method) => `:${method.toLowerCase()}`).join(", ");
  return `# Rails with rack-cors, config/initializers/cors.rb
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins ${quoted(origins)}
    resource "*", methods: [${symbols}], headers: [${quoted(headers)}], credentials: ${credentials}, max_age: ${maxAge}
  end
end
`;
}

export function aspnet({ origins, methods, headers, credentials, maxAge }: Values): string {
  return `// ASP.NET Core: UseCors after UseRouting and before UseAuthentication.
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins(${quoted(origins)})
    .WithMethods(${quoted(methods)})
    .WithHeaders(${quoted(headers)})${credentials ? "\n    .AllowCredentials()" : ""}
    .SetPreflightMaxAge(TimeSpan.FromSeconds(${maxAge}))));
// …
app.UseCors();
`;
}
