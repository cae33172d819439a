import { App } from "aws-cdk-lib";
import { ApiStack } from "../lib/api-stack.ts";

new ApiStack(new App(), "{{name}}");
