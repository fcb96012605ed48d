import {createNodeResolver, flatConfigs, importX} from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Folders from the ground up: each may import those above it in this list. Those of one line may import each other. */
const floors = [
  ["src/text"],
  ["src/terms"],
  ["src/indicators"],
  ["src/scenario", "src/narrative"],
  ["src/figures"],
  ["src/decisions"],
  ["src/your-data"],
  ["src/words"],
  ["src/prerender"],
  ["src/live"],
  ["src/components"],
  ["src/forks"],
  ["data-loaders/console"],
  ["data-loaders/folders"],
  ["data-loaders/duckdb"],
  ["data-loaders/regions"],
  ["data-loaders/sources"],
  ["data-loaders/classification"],
  ["data-loaders/sample"],
  ["data-loaders/warehouse"],
  ["data-loaders/report"],
  ["data-loaders/quality"],
  ["data-loaders/harvest"],
  ["data-loaders/indicator-files"],
  ["data-loaders/data.ts"],
  ["src/site"],
  ["src/data", "src/fonts", "src/search.json.ts", "observablehq.config.ts"],
  ["tools"],
  ["test"]
];

/** Words name the types of what they are about, and are read on every floor: only circles of modules are forbidden. */
const everywhere = ["src/words"];

const zones = [
  ...floors.slice(0, -1).map((target, floor) => ({
    target,
    from: floors
      .slice(floor + 1)
      .flat()
      .filter((folder) => !everywhere.includes(folder)),
    message: "A folder imports only those before it in eslint.config.js."
  })),
  {target: "data-loaders", from: ["src/live", "src/components", "src/forks"], message: "They run in the browser alone."}
];

export default tseslint.config(
  {ignores: ["dist/", "src/.observablehq/", "data/", "node_modules/"]},
  ...tseslint.configs.recommended,
  flatConfigs.typescript,
  {
    files: ["**/*.ts"],
    plugins: {"import-x": importX},
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    settings: {
      // Modules of pages import `x.js`, as the browser will, and TypeScript finds `x.ts`.
      "import-x/resolver-next": [createNodeResolver({extensions: [".ts"], extensionAlias: {".js": [".ts", ".js"]}})]
    },
    rules: {
      "import-x/no-restricted-paths": ["error", {basePath: import.meta.dirname, zones}],
      "import-x/no-duplicates": ["error", {"prefer-inline": true}],
      // The runner awaits the tests that it is given.
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            {from: "package", package: "node:test", name: ["test", "it", "suite", "describe", "after", "before"]}
          ]
        }
      ],
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      // `{key, ...others}` is how a property is left out.
      "@typescript-eslint/no-unused-vars": ["error", {ignoreRestSiblings: true}],
      "no-console": "error"
    }
  },
  {
    files: ["src/**/*.ts", "data-loaders/**/*.ts", "tools/**/*.ts"],
    rules: {
      "max-lines-per-function": ["error", {max: 60, skipBlankLines: true, skipComments: true}]
    }
  },
  {
    files: ["src/**/*.ts", "data-loaders/**/*.ts", "tools/**/*.ts"],
    // A sentence of the words files is one line, however long.
    ignores: ["src/words/**"],
    // Prettier breaks code, but neither templates nor comments.
    rules: {"max-len": ["error", {code: 120}]}
  },
  {
    files: ["test/src/**", "test/data-loaders/**", "test/tools/**"],
    rules: {
      // The unit tests of a folder run in one process, in which a hook outside of a suite is one of all its files.
      "no-restricted-syntax": [
        "error",
        {
          selector: "Program > ExpressionStatement > CallExpression[callee.name=/^(before|beforeEach|afterEach)$/]",
          message: "put the hook into a describe"
        }
      ]
    }
  }
);
