import { z } from 'zod';
/** Which documents are taken, and how large they may be. */
export function documentsSchema(readFile) {
    return z
        .strictObject({
        mode: z
            .enum(['off', 'log', 'enforce'])
            .default('off')
            .describe('Whether documents that are not in the manifest are taken, taken and logged, or taken with the scope explore only.'),
        manifest: z
            .string()
            .transform(trustedDocuments(readFile))
            .optional()
            .describe('A JSON file with the trusted documents by their hash, as GraphQL Code Generator writes it.'),
        maxTokens: z.int().min(100).max(100_000).default(5_000).describe('Tokens of a document.'),
        maxDepth: z.int().min(5).max(100).default(20).describe('How deeply fields may be nested.'),
        maxFields: z.int().min(10).max(100_000).default(1_000).describe('Fields, where fragments are spread.'),
        maxRootFields: z.int().min(1).max(1_000).default(100).describe('Fields of the operation itself.'),
        maxAliases: z.int().min(0).max(10_000).default(100).describe('Aliases, where fragments are spread.'),
        maxRepeats: z
            .int()
            .min(0)
            .max(10_000)
            .default(100)
            .describe('Fields that are asked for again in the same selection.'),
        maxDirectives: z.int().min(0).max(1_000).default(50).describe('Directives of a document.'),
        maxOperations: z.int().min(1).max(1_000).default(50).describe('Operations of a document.'),
        maxRowFields: z
            .int()
            .min(1_000)
            .max(10_000_000)
            .default(60_000)
            .describe('Rows times fields of an operation: what its answer costs to compute, calls apart.'),
    })
        .prefault({});
}
const MANIFEST = z.record(z.string().min(1).max(128), z.string().min(1));
/** The documents by their hash. The hashes are names here: what is in the file is trusted, whoever hashed it. */
function trustedDocuments(readFile) {
    return (path, context) => {
        try {
            return new Map(Object.entries(MANIFEST.parse(JSON.parse(readFile(path)))));
        }
        catch {
            const message = 'must be a file with a JSON object of documents by their hash';
            context.addIssue({ code: 'custom', message });
            return z.NEVER;
        }
    };
}
