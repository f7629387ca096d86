import fc from "fast-check";

const words = (text: string): readonly string[] => text.split(" ");
const anywhere = [
  "\n",
  "\r\n",
  "\r",
  "\t",
  " ",
  "  ",
  "\0",
  "\uFEFF",
  "\u2028",
  "\uD800",
  "\uDC00",
  "\u{1F600}",
  "\uE000",
  "é",
];

/** Pieces of each language that is parsed. Text built of them is rarely right and never far from it. */
export const pieces = {
  yaml: [
    ...words(
      "a: b: on: jobs: - ? : , [ ] { } &x *x <<: | > |- >+2 ! !!str # 'a' \"a\" \"\\u0041\" '' \" ' ~ --- ... %YAML",
    ),

    "- a",
    "a: b\n",
    "a:\n  b: c\n",
    "  - x\n",
    "? a\n: b\n",
    "a: |\n  b\n",
    "a: >-\n  b\n\n   c\n",
    "[a, {b: c}]",
    "${{ a }}",
  ],
  json: words('{ } [ ] , : "a" "b": "\\u0041" "\\" " \\ \\" 1 -0 1e9 .5 true null // /* */ {"a":1} [1,] nul'),
  npmrc: words(
    'a = == " \' \\ \\\\ # ; [ ] [a] a[] ${A} ${A?} ${ $ } //h/:_authToken= @a:registry= \\u0024 __proto__ {"a":1}',
  ),
  shell: words(
    "a npm publish cd x ; | || & && ! ( ) (( )) { } [[ ]] [ ] $( ` ' \" \\ $ ${ ${a ${a:- } $((1)) <( > >> 2>&1 << <<E <<-'E' E # " +
      "if then else fi for in do done while case esac ) ;; function f() f select coproc a=1 a+=1 a=( export unset read bash -c sh " +
      '$GITHUB_ENV ~ * ? {a,b} {1..9} =~ ${{ }} ${{a}} \'a\' "b" $a "$a"',
  ).concat(
    "a \\\n",
    "\nE\n",
    "set -e",
    "set -euo pipefail\n",
    "set +o pipefail;",
    "|| true",
    "elif a; then",
    "until",
    "exit 1",
    "if a; then npm publish; fi\n",
    "f() { f; f; }\n",
    "A='bash -c \"$A\"'\n",
    'bash -c "$A"\n',
  ),
  expression: words(
    "( ) [ ] . * ! == != < >= && || , 'a' '' ' 1 0x1 -x 1e5 .5 NaN x secrets github.ref matrix contains( fromJSON( join( " +
      "format( toJSON( '{0}' '{' '{}' ${{ }} success() constructor __proto__ hashFiles( 'a,b' '[1]'",
  ),
  version: words(
    'node nodejs v 22 24.10 lts/* lts/-1 latest ^ ~ >= <24 || - x * 1.2.3 -rc.1 +b # golang toolchain [tools] = " 99999999999999999',
  ),
  lock: words(
    'np np@ np@npm:^10 "np@^10": np@10.0.7: /np@1.0.0: /np/1.0.0: \'np@1.0.0\' node_modules/np "node_modules/np" "np" "version": version: "10.0.7" 10.0.7 10.0.7(a@1) ^10 , : { } [ ] "resolved" "link" true "name" git+x resolution: specifier: importers: packages: . lockfileVersion: "lockfileVersion": 1 3 __metadata: dependencies: devDependencies: "dependencies"',
  ).concat('"np": ["np@10.0.7", ""]', "\n\n", "\n  ", "\n    ", "\n      ", "\n        "),
  publishers: words(
    '{ } [ ] , : "packages" "widgets": "type": "github" "gitlab" "repository": "acme/widgets" "file": "release.yml" "environment": "npm" "permissions": "id" null 1 true {} []',
  ).concat('{ "packages": { "widgets": [', '{ "type": "github", "repository": "a/b", "file": "r.yml" }', "] } }"),
  remotes: words(
    '[ ] [remote "origin"] [core] "a\\"b" url = url=https://a:b@github.com/x/y \\ # ; git@github.com:x/y.git ssh://git@h/x include',
  ),
} as const;

/** A text of pieces of the language, of those that break any, and of any characters. */
export function textOf(language: keyof typeof pieces): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...pieces[language]) },
    { weight: 4, arbitrary: fc.constantFrom(...anywhere) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
  );
  const repeated = fc
    .tuple(piece, fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 2, 3, 300))
    .map(([text, times]) => text.repeat(times));
  return fc
    .tuple(fc.array(repeated, { maxLength: 24 }), fc.constantFrom("", "", " "))
    .map(([parts, between]) => parts.join(between));
}
