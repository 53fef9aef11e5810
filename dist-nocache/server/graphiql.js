import { exampleOperations } from './example-operations.js';
import { pageOf } from './page.js';
import { SIGN_IN_SCRIPT, signInPage } from './sign-in.js';
/**
 * GraphiQL 5 leaves a stale `transform` on tabs that it was given, and hides it except where a tab has the focus: pressed,
 * the tab jumps away from under the mouse, and the first click on it is lost.
 */
const STILL_TABS = '<style>.graphiql-tab{transform:none!important}</style>';
/**
 * GraphiQL as one self-contained page: script and style are in it, so the browser asks nobody else. Loaded when somebody
 * wants to see it, because its module takes 29 MB, and most gateways are never explored.
 */
export async function explorerPages(endpoint) {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    const tabs = exampleOperations().map(({ query, variables }) => ({ query, variables, headers: null }));
    const page = renderGraphiQL({
        endpoint,
        // Also of subscriptions, which GraphiQL would send by GET.
        method: 'POST',
        title: 'Paylens',
        defaultTabs: tabs,
        defaultEditorToolsVisibility: 'variables',
        schemaDescription: true,
        // A key that is typed into the headers editor must not stay in the browser.
        shouldPersistHeaders: false,
    });
    const graphiql = page.replace('</head>', `${STILL_TABS}</head>`);
    const script = graphiql.slice(graphiql.indexOf('<script>') + '<script>'.length, graphiql.lastIndexOf('</script>'));
    return {
        graphiql: pageOf(graphiql, [script]),
        // The page of GraphiQL is written into that of the sign-in, whose policy stays in force.
        signIn: pageOf(signInPage(endpoint), [SIGN_IN_SCRIPT, script]),
    };
}
