"""The YAML language server, as an editor speaks to it: JSON-RPC over standard input and output."""

import json
import subprocess


class LanguageServer:
    """A server that knows one document at a time, which need not be on disk."""

    def __init__(self, command, root):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.uri = f"file://{root}/cases/group/topic.yaml"
        self.version = 0
        self.requests = 0
        self.text = ""
        completion = {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}}
        capabilities = {"textDocument": {"completion": completion, "hover": {"contentFormat": ["markdown"]}}}
        self.ask("initialize", processId=None, rootUri=f"file://{root}", capabilities=capabilities)
        self.tell("initialized")

    def close(self):
        self.ask("shutdown")
        self.tell("exit")
        self.process.wait()

    def open(self, text):
        """Shows a text to the server. Returns what is wrong with it: line and message."""
        self.text = text
        self.version += 1
        if self.version == 1:
            document = {"uri": self.uri, "languageId": "yaml", "version": 1, "text": text}
            self.tell("textDocument/didOpen", textDocument=document)
        else:
            document = {"uri": self.uri, "version": self.version}
            self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])

    def diagnostics(self, text):
        """What is wrong with a text: lines, counted from 0, and messages."""
        self.open(text)
        while True:
            message = self.read()
            if message.get("method") == "textDocument/publishDiagnostics":
                found = message["params"]["diagnostics"]
                return [(one["range"]["start"]["line"], one["message"]) for one in found]

    def completions(self, text):
        """What can stand at the mark § of a text: each label with its documentation."""
        position = self.at_mark(text)
        answer = self.ask("textDocument/completion", textDocument={"uri": self.uri}, position=position)
        return {item["label"].strip('"'): documentation(item) for item in answer["items"]}

    def hover(self, text):
        """What is said of the word at the mark §."""
        answer = self.ask("textDocument/hover", textDocument={"uri": self.uri}, position=self.at_mark(text))
        return answer["contents"]["value"] if answer else ""

    def at_mark(self, text):
        before, after = text.split("§")
        self.open(before + after)
        return {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}

    def ask(self, method, **parameters):
        self.requests += 1
        self.write({"id": self.requests, "method": method, "params": parameters})
        while True:
            message = self.read()
            if message.get("id") == self.requests and "method" not in message:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]

    def tell(self, method, **parameters):
        self.write({"method": method, "params": parameters})

    def read(self):
        """The next message. What the server asks itself is answered: there are no settings."""
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message = json.loads(self.process.stdout.read(length))
        if "id" in message and "method" in message:
            items = message.get("params", {}).get("items")
            result = [None] * len(items) if items else None
            self.write({"id": message["id"], "result": result})
        return message

    def write(self, message):
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()


def documentation(item):
    text = item.get("documentation") or ""
    return text if isinstance(text, str) else text["value"]
