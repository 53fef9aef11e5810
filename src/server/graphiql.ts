import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { exampleOperations } from './example-operations.ts';

/** GraphiQL as one self-contained page: script and style are in it, so the browser asks nobody else. */
export function graphiqlPage(endpoint: string): Buffer {
  const tabs = exampleOperations().map(({ query, variables }) => ({ query, variables, headers: null }));
  const page = renderGraphiQL({
    endpoint,
    title: 'Paylens',
    defaultTabs: tabs,
    defaultEditorToolsVisibility: 'variables',
    schemaDescription: true,
    // A key that is typed into the headers editor must not stay in the browser.
    shouldPersistHeaders: false,
  });
  return Buffer.from(page as string);
}
