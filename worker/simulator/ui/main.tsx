import { ErrorBoundary, render } from "hono/jsx/dom";
import { App } from "./app.tsx";

const place = document.querySelector<HTMLElement>("#simulator");
if (place !== null) {
  render(
    <ErrorBoundary fallbackRender={(error: Error) => <Broken message={error.message} />}>
      <App />
    </ErrorBoundary>,
    place,
  );
}

function Broken({ message }: { readonly message: string }) {
  return (
    <main class="starting" role="alert">
      <p>Something broke: {message}</p>
      <p>
        <a href="/">Start anew</a>
      </p>
    </main>
  );
}
