import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema, McpError } from "@modelcontextprotocol/sdk/types.js";
import type { JsonSchemaType } from "@modelcontextprotocol/sdk/validation";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";

/** What a tool is asked with: what its schema accepts. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Something that a client of the Model Context Protocol can call. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** JSON Schema; whatever it refuses never reaches `call`. */
  readonly inputSchema: {
    readonly type: "object";
    readonly properties: Record<string, JsonSchemaType>;
    readonly additionalProperties: false;
  };
  readonly call: (args: Arguments) => Promise<Answer>;
}

/** What a tool answers with: texts, which are an error's if `failed`; or why its arguments can't be used, as one sentence. */
export type Answer = { readonly texts: readonly string[]; readonly failed: boolean } | { readonly wrong: string };

interface Offer {
  readonly name: string;
  readonly version: string;
  /** What the client tells its model about all the tools. */
  readonly instructions: string;
  readonly tools: readonly Tool[];
}

/**
 * Serves tools on standard input and output until the input ends. Arguments that can't be used are the protocol's error -32602.
 * The SDK's `McpServer` reads arguments by zod, which makes the bundle two and a half times as large.
 */
export async function serveTools({ name, version, instructions, tools }: Offer): Promise<void> {
  const server = new Server({ name, version }, { capabilities: { tools: {} }, instructions });
  const validator = new AjvJsonSchemaValidator();
  const checks = new Map(tools.map((tool) => [tool.name, validator.getValidator<Arguments>(tool.inputSchema)]));
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ name, title, description, inputSchema }) => ({
      name,
      title,
      description,
      inputSchema,
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const tool = tools.find((each) => each.name === params.name);
    const checked = checks.get(params.name)?.(params.arguments ?? {});
    if (tool === undefined || checked === undefined)
      throw new McpError(ErrorCode.InvalidParams, `There is no tool "${params.name}".`);
    if (!checked.valid) throw new McpError(ErrorCode.InvalidParams, checked.errorMessage);
    const answer = await tool.call(checked.data);
    if ("wrong" in answer) throw new McpError(ErrorCode.InvalidParams, answer.wrong);
    return { content: answer.texts.map((text) => ({ type: "text", text })), isError: answer.failed };
  });
  await server.connect(new StdioServerTransport());
}
