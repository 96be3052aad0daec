"""JavaScript and TypeScript handler code, lowered by tree-sitter to the common form.

What the languages have and the common form has not is told by what it comes to:

- imports and function declarations stand first in their block, `export { name }` last;
- a function that assigns names of outer scopes says so in a `Scope`; a name that a block declares
  over another one is called `name@line`;
- a default that is no constant is an assignment `name = name ?? default` at the start of the
  function, as each call evaluates it; a parameter that is taken apart is called `parameter 1`;
- a pattern with defaults is taken apart part by part, any other one is a target;
- fields of a class, and TypeScript's parameter properties, are assignments to `this` in its
  constructor (one is made where none is written), static fields are assignments to the class
  behind it; a method's marks are decorators `Compound("static")`, `Compound("get")`,
  `Compound("set")`, and a setter is called `set name`;
- `for (k in o)` goes over `Object.keys(o)`, `do` is an endless loop that its test leaves,
  `switch` a chain of branches in which `break` is resolved;
- a class as a value is defined before the statement that it stands in;
- `undefined` is None, an enum is a map, a namespace a function that is called at once, types are
  nothing.
"""

from eda_lint.parse.ecmascript.module import LARGEST_FILE, parse_ecmascript, too_large, unread

__all__ = ["LARGEST_FILE", "parse_ecmascript", "too_large", "unread"]
