/** What is recognised, from the handler outwards: what is nearer to it is where CORS belongs. */
export const NAMES = {
  spring: "Spring",
  django: "Django",
  rails: "Rails",
  next: "Next.js",
  express: "Express",
  fastify: "Fastify",
  hono: "Hono",
  aspnet: "ASP.NET Core",
  workers: "Cloudflare Workers",
  "cloudflare-access": "Cloudflare Access",
  "rest-api": "API Gateway (REST API)",
  "http-api": "API Gateway (HTTP API)",
  "function-url": "Lambda Function URL",
  s3: "Amazon S3",
  nginx: "nginx",
  apache: "Apache httpd",
  caddy: "Caddy",
  iis: "IIS",
  envoy: "Envoy",
  vercel: "Vercel",
  netlify: "Netlify",
  alb: "Application Load Balancer",
  cloudfront: "CloudFront",
  cloudflare: "Cloudflare",
} as const;

export type SoftwareId = keyof typeof NAMES;
