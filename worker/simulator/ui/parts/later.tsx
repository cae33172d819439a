import { useEffect, useState, type FC } from "hono/jsx/dom";

type Component<P> = FC<P>;

interface LaterProps<P> {
  /** Imports the module of the component. */
  readonly load: () => Promise<Component<P>>;
  readonly props: P;
}

/** A component that is not loaded before it is shown. */
export function Later<P extends object>({ load, props }: LaterProps<P>) {
  const [loaded, setLoaded] = useState<{ readonly Component?: Component<P>; readonly fault?: string }>({});
  useEffect(() => {
    load().then(
      (Component) => setLoaded({ Component }),
      (error: unknown) => setLoaded({ fault: String(error) }),
    );
  }, []);
  const { Component, fault } = loaded;
  if (fault !== undefined) {
    return (
      <p class="notice bad" role="alert">
        This part could not be loaded ({fault}). Reload the page.
      </p>
    );
  }
  return Component === undefined ? <></> : <Component {...props} />;
}
