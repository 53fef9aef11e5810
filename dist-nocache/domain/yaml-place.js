import { YAMLParseError } from 'yaml';
/** Where YAML stops being it. Never the parser's message: it quotes the line, and the line may hold a credential. */
export function yamlPlace(error) {
    const at = error instanceof YAMLParseError ? error.linePos?.[0] : undefined;
    return at === undefined ? '' : ` (line ${at.line}, column ${at.col})`;
}
