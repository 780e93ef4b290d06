"""The protocol's server over the tools: the same over HTTP and over a pipe."""

from collections.abc import Awaitable, Callable
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from assistant.mcp.messages import IN_DANGER
from assistant.mcp.tools import TOOLS, Result, Tool

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server

__all__ = ["Calling", "build_server"]

Calling = Callable[[Tool, dict[str, Any], Any], Awaitable[Result]]
"""Answers a call: the tool, its arguments as they came, and the HTTP request or None."""


def build_server(name: str, instructions: str, calling: Calling) -> "Server[Any, Any]":
    """Make what speaks the protocol; it keeps nothing between requests.

    The SDK's own layer above this one (FastMCP) is not used: it repeats wrong arguments, which are
    somebody's words, and runs tools where all other requests wait for them.

    Args:
        name: What clients show.
        instructions: What models read before they use any tool.
        calling: Answers a call.
    """
    from mcp import McpError, types
    from mcp.server.lowlevel import Server

    server: Server[Any, Any] = Server(
        name, version=version("plans-assistant"), instructions=instructions
    )
    listed = types.ListToolsResult(tools=[_described(tool) for tool in TOOLS])
    by_name = {tool.name: tool for tool in TOOLS}

    async def list_tools(_: types.ListToolsRequest) -> types.ServerResult:
        return types.ServerResult(listed)

    async def call_tool(request: types.CallToolRequest) -> types.ServerResult:
        tool = by_name.get(request.params.name)
        if tool is None:
            words = f"There is no such tool. There are: {', '.join(by_name)}. {IN_DANGER}"
            raise McpError(types.ErrorData(code=types.INVALID_PARAMS, message=words))
        given = request.params.arguments or {}
        result = await calling(tool, given, server.request_context.request)
        return types.ServerResult(
            types.CallToolResult(
                content=[types.TextContent(type="text", text=text) for text in result.texts],
                structuredContent=result.structured,
                isError=result.failed,
            )
        )

    server.request_handlers[types.ListToolsRequest] = list_tools
    server.request_handlers[types.CallToolRequest] = call_tool
    return server


def _described(tool: Tool) -> Any:
    from mcp import types

    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        inputSchema=tool.input,
        outputSchema=tool.output(),
        annotations=types.ToolAnnotations(
            title=tool.title,
            readOnlyHint=True,
            destructiveHint=False,
            idempotentHint=True,
            openWorldHint=False,
        ),
    )
