import { withPureSchemas } from './lean-aws-sdk.ts';
import { defaultProvider } from './no-credential-search.ts';

const schemas = `const _k = "key";
var n0 = "ns";
export var Bucket$ = [3, n0,
    { [_k]: 1, text: "];" },
    [() => Owner$, [0, 1]]
];
export var Owner$ = [3, n0, [_k]];
registry.register(Owner$);
export var count = 3;
`;

describe('withPureSchemas', () => {
  it('lets a bundler drop a schema that nothing uses, and changes nothing else', () => {
    expect(withPureSchemas(schemas)).toBe(`const _k = "key";
var n0 = "ns";
export var Bucket$ = /* @__PURE__ */ (() => [3, n0,
    { [_k]: 1, text: "];" },
    [() => Owner$, [0, 1]]
])();
export var Owner$ = /* @__PURE__ */ (() => [3, n0, [_k]])();
registry.register(Owner$);
export var count = 3;
`);
  });
});

describe('the stand-in for the search for credentials', () => {
  it('refuses, and says what to do', () => {
    expect(() => defaultProvider()).toThrow('Give the client its credentials');
  });
});
