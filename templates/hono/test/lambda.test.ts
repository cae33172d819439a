import { fromLambda } from "corskit/testing";
import { createHandler } from "../src/entry.lambda.ts";
import { notesInMemory } from "../src/notes.ts";
import { suite } from "./suite.ts";

const notes = notesInMemory();

suite({
  server: fromLambda(createHandler(notes)),
  notes,
  serverWhere: (happens) => fromLambda(createHandler({ ...notes, names: happens })),
});
