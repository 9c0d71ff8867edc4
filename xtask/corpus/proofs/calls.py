"""Makes a program of the examples in an emitted crate's documentation: it sends
each to the server that it is given, with the number of the example in a header."""

import re
import sys
from pathlib import Path

HEADER = "x-example-call"

MAIN = """
type Call = fn(Client) -> Pin<Box<dyn Future<Output = Result<(), Error>>>>;

fn main() {
    let url = std::env::args().nth(1).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for (number, (name, call)) in CALLS.iter().enumerate() {
        let client = Client::builder()CREDENTIALS
            .base_url(url.as_str())
            .header("HEADER", number.to_string())
            .no_retries()
            .timeout(Duration::from_secs(10))
            .build()
            .unwrap();
        let error = runtime.block_on(call(client)).err().map(|error| format!("{error}"));
        // The examples print, too.
        eprintln!("{number}\\t{name}\\t{}", error.unwrap_or_default().replace('\\n', " "));
    }
}
"""


def examples(source):
    """The method and the code of each operation's example call. What follows an
    operation's first method sends it in another notation."""
    code, lines, seen = None, [], set()
    method = None
    # What names an operation may stand on the line after.
    source = re.sub(r"(static OP: Operation = \S+\()\s+", r"\1", source)
    for line in source.splitlines():
        line = line.strip()
        if line.startswith("/// ```") or line == "///":
            if line.startswith("/// ```"):
                inside = code is None
                code = [] if inside else None
                if inside:
                    lines = code
            elif code is not None:
                code.append("")
        elif line.startswith("///") and code is not None:
            code.append(re.sub(r"^# ?", "", line[4:]))
        elif found := re.match(r"pub fn (\S+?)[<(]", line):
            method = found[1]
        elif method and line.startswith("static OP: Operation = "):
            if line not in seen and any("async fn example(client" in one for one in lines):
                yield method, "\n".join(lines)
            seen.add(line)
            method, lines = None, []


def credentials(client):
    """Something for each way to authenticate that the builder knows."""
    known = re.search(r"oas_runtime::client!\(.*\[(.*)\]\)", client)
    known = known[1].split(",") if known else []
    given = ""
    for way in map(str.strip, known):
        if way == "bearer":
            given += '.token("token")'
        elif way == "basic":
            given += '.basic("user", "password")'
        elif way == "api_key":
            for name in re.findall(r"api_key_\w+\(\s*(\"[^\"]*\")", client):
                given += f'.api_key({name}, "key")'
    return given


def program(crate):
    name = crate.name.replace("-", "_")
    parts, table = [], []
    for path in sorted((crate / "src/api").rglob("*.rs")):
        for method, code in examples(path.read_text()):
            number = len(table)
            parts.append(f"mod call_{number} {{\n{code.replace('async fn example', 'pub async fn example')}\n}}\n")
            table.append(f'    ("{method}", |client| Box::pin(call_{number}::example(client))),\n')
    client = (crate / "src/client.rs").read_text()
    main = MAIN.replace("CREDENTIALS", credentials(client)).replace("HEADER", HEADER)
    return (
        "//! Sends each example call of the documentation.\n\n"
        "use std::future::Future;\nuse std::pin::Pin;\nuse std::time::Duration;\n"
        f"use {name}::{{Client, Error}};\n\n{''.join(parts)}\n"
        f"static CALLS: &[(&str, Call)] = &[\n{''.join(table)}];\n{main}"
    )


if __name__ == "__main__":
    crate = Path(sys.argv[1])
    (crate / "examples").mkdir(exist_ok=True)
    (crate / f"examples/{crate.name}-calls.rs").write_text(program(crate))
    manifest = crate / "Cargo.toml"
    tokio = '\n[dev-dependencies]\ntokio = { version = "1", features = ["rt", "net", "time"] }\n'
    manifest.write_text(manifest.read_text() + tokio)
