/** A template's resources, as far as references among them go. */
type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties?: unknown }>>;

/** What each property that refers to a resource refers to. */
const TYPES: Readonly<Record<string, string>> = {
  RestApiId: "AWS::ApiGateway::RestApi",
  ResourceId: "AWS::ApiGateway::Resource",
  ApiId: "AWS::ApiGatewayV2::Api",
  Target: "AWS::ApiGatewayV2::Integration",
};

/**
 * References to what is not there or is of another type, which the validator's schemas let pass. `ResourceId` may also
 * be an API's root.
 *
 * @returns `Method.RestApiId -> Api` for each
 */
export function wrongReferences(resources: Resources): readonly string[] {
  return Object.entries(resources).flatMap(([id, { Properties }]) =>
    Object.entries((Properties ?? {}) as object).flatMap(([property, value]) => {
      const type = TYPES[property];
      if (type === undefined) return [];
      const { to, attribute } = reference(value);
      const wanted = attribute === "RootResourceId" && property === "ResourceId" ? TYPES["RestApiId"] : type;
      return resources[to]?.Type === wanted ? [] : [`${id}.${property} -> ${to}`];
    }),
  );
}

function reference(value: unknown): { readonly to: string; readonly attribute?: string } {
  const { Ref, "Fn::GetAtt": get, "Fn::Join": join } = value as Record<string, unknown>;
  if (typeof Ref === "string") return { to: Ref };
  if (Array.isArray(get)) return { to: String(get[0]), attribute: String(get[1]) };
  // integrations/<id>
  return Array.isArray(join) ? reference((join[1] as unknown[])[1]) : { to: "" };
}
