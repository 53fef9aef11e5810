import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { exampleOperations } from './example-operations.ts';

/**
 * GraphiQL 5 leaves a stale `transform` on tabs that it was given, and hides it except where a tab has the focus: pressed,
 * the tab jumps away from under the mouse, and the first click on it is lost.
 */
const STILL_TABS = '<style>.graphiql-tab{transform:none!important}</style>';

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
  return Buffer.from((page as string).replace('</head>', `${STILL_TABS}</head>`));
}
