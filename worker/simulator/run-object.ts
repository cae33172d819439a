import { Run } from "./run.ts";

/**
 * A run as a Durable Object, so that all requests of it meet in one place on whatever machine they arrive. It stores
 * nothing: when it is evicted, a minute or so after the last request, the run is over
 * (https://developers.cloudflare.com/durable-objects/concepts/durable-object-lifecycle/).
 */
export class SimulatorRun {
  readonly #run = new Run();

  fetch(request: Request): Promise<Response> {
    return this.#run.fetch(request);
  }
}
