import { fileURLToPath } from "node:url";
import {
  isClassDeclaration,
  isFunctionDeclaration,
  isInterfaceDeclaration,
  isPropertySignatureDeclaration,
  isTypeAliasDeclaration,
  isVariableDeclaration,
} from "typescript/unstable/ast/is";
import { API, SymbolFlags, type Checker, type Project, type Symbol as TypeSymbol } from "typescript/unstable/sync";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What a module exports under one name. */
export interface Declaration {
  readonly name: string;
  readonly kind: "value" | "type";
  /** The declarations as they are written, without bodies and values; several for overloads. */
  readonly source: string;
  /** Markdown. */
  readonly doc: string;
  /** `@param`, `@returns` and `@throws`: the tag, and its text with the name of the parameter in front. */
  readonly tags: readonly (readonly [tag: string, text: string])[];
  readonly members: readonly Member[];
}

/** A property or a method of an interface. */
export interface Member {
  readonly name: string;
  readonly type: string;
  readonly doc: string;
}

/** The declarations of the sources, as the compiler reads them. */
export interface Declarations {
  /** @param file from the top: `src/index.ts` */
  exportsOf(file: string): Declaration[];
}

/** Reads the sources for as long as it is asked. @param ask gets what reads them */
export function withDeclarations<T>(ask: (declarations: Declarations) => T): T {
  const api = new API({ cwd: ROOT });
  try {
    const snapshot = api.updateSnapshot({ openProjects: [`${ROOT}tsconfig.build.json`] });
    const [project] = snapshot.getProjects();
    if (project === undefined) throw new Error("tsconfig.build.json is no project");
    return ask({ exportsOf: (file) => exportsOf(project, `${ROOT}${file}`) });
  } finally {
    api.close();
  }
}

function exportsOf(project: Project, file: string): Declaration[] {
  const { program, checker } = project;
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} is no module`);
  return checker.getExportsOfModule(module).map((exported) => {
    const symbol = exported.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    return {
      name: exported.name,
      kind: symbol.flags & SymbolFlags.Value ? "value" : "type",
      source: sourceOf(symbol, project),
      doc: documentation(symbol, checker),
      tags: checker.getJsDocTagsOfSymbol(symbol).map(({ name, text }) => [name, textOf(text)] as const),
      members: membersOf(symbol, project),
    };
  });
}

function documentation(symbol: TypeSymbol, checker: Checker): string {
  return withoutLinks(checker.getDocumentationCommentOfSymbol(symbol)).trim();
}

/** `{@link Name}` is for editors. */
function withoutLinks(text: string): string {
  return text.replaceAll(/\{@link (\w+)\}/g, "`$1`");
}

/** A tag's text is a string, or parts of one. */
function textOf(text: unknown): string {
  if (Array.isArray(text)) return text.map(textOf).join("");
  return typeof text === "object" && text !== null && "text" in text ? String(text.text) : String(text ?? "");
}

function sourceOf(symbol: TypeSymbol, project: Project): string {
  const written = symbol.declarations.map((handle) => {
    const node = handle.resolve(project);
    if (node === undefined) return "";
    const text = node.getText();
    const start = node.getStart();
    const upTo = (end: number | undefined): string => (end === undefined ? text : text.slice(0, end - start).trimEnd());
    // The body is not the reader's, and so the overload that has one is not either.
    if (isFunctionDeclaration(node)) return symbol.declarations.length > 1 && node.body ? "" : upTo(node.body?.pos);
    if (isVariableDeclaration(node)) return `const ${upTo(node.type?.end)};`;
    if (isClassDeclaration(node)) return withoutBodies(text);
    return isInterfaceDeclaration(node) || isTypeAliasDeclaration(node) ? withoutInternal(text) : text;
  });
  const lines = written.filter((text) => text !== "").map((text) => text.replace(/^export /, ""));
  return lines.map((text) => (/[;}]$/.test(text) ? text : `${text};`)).join("\n");
}

/** The formatter puts a method's body between a brace at the end of a line and one as far indented as the method. */
function withoutBodies(text: string): string {
  return text.replaceAll(/^( {2}\S.*\)(?:: [^\n{]+)?) \{\n.*?^ {2}\}$/gms, "$1;");
}

function withoutInternal(text: string): string {
  return text.replaceAll(/^ {2}\/\*\*(?:(?!\*\/).)*@internal(?:(?!\*\/).)*\*\/\n.*?;\n/gms, "");
}

/** Inherited ones too. */
function membersOf(symbol: TypeSymbol, project: Project): Member[] {
  const { checker } = project;
  if ((symbol.flags & SymbolFlags.Interface) === 0) return [];
  const members = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol));
  const isPublic = (member: TypeSymbol): boolean =>
    checker.getJsDocTagsOfSymbol(member).every(({ name }) => name !== "internal");
  return members.filter(isPublic).map((member) => {
    const node = member.declarations[0]?.resolve(project);
    const type = node && isPropertySignatureDeclaration(node) ? node.type?.getText() : node?.getText();
    return { name: member.name, type: plainType(type ?? ""), doc: documentation(member, checker) };
  });
}

/** That an option may be left out is said by what it is then. */
function plainType(type: string): string {
  return type.replace(/ \| undefined$/, "").replace(/^\((\(.*\) => .*)\)$/s, "$1");
}
