import { decodeText } from './capped-body.js';
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;
/** A reply with its body, and as much of a Response as ky looks at. */
export class WholeReply {
    status;
    isJson;
    text;
    bytes;
    #headers;
    /** @throws UpstreamError where the body is no text. */
    constructor(status, headers, body) {
        this.status = status;
        this.isJson = JSON_TYPE.test(headerOf(headers, 'content-type') ?? '');
        this.text = decodeText(body);
        this.bytes = body.byteLength;
        this.#headers = headers;
    }
    get [Symbol.toStringTag]() {
        return 'Response';
    }
    get ok() {
        return this.status >= 200 && this.status < 300;
    }
    header(name) {
        return headerOf(this.#headers, name.toLowerCase());
    }
}
/** Headers that came twice are one. */
export function headerOf(headers, name) {
    const value = headers[name];
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
}
