# Cloudflare's own error pages (an exception past the kit, CPU limits, rate limits, the firewall) never pass the Worker.
# The rules of cors.tf put the policy's headers on those too, so that pages see the error and not a CORS error.
# They need a domain of yours: the Worker's route in wrangler.jsonc, its host in the scripts of package.json.
terraform {
  required_providers {
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "~> 5.0"
    }
  }
}

variable "cloudflare_zone_id" {
  description = "The zone with the Worker's domain: its overview in the dashboard shows it."
  type        = string
}
