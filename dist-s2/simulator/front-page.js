import { jsonReply } from './harness.js';
/** For the person who opens a simulator in a browser. */
export function frontPage({ name, callCount, scenarios, resources, references }) {
    const page = {
        simulator: name,
        notice: `This is Paylens' simulator of ${name}. All data is invented and no money moves. Ask the gateway, not this server.`,
        callCount,
        scenarios,
        ...(Object.keys(resources).length === 0 ? {} : { resources }),
        ordinaryRecords: { count: references.length, first: references.slice(0, 5) },
    };
    return jsonReply(200, `${JSON.stringify(page, null, 2)}\n`);
}
