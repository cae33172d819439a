// The root is the folder that has both this project and the packages; a project of its own needs no such line.
export default { turbopack: { root: new URL("../..", import.meta.url).pathname } };
