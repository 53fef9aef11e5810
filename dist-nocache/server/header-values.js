/** All values of a header, by its name in small letters. Node's `headersDistinct` would make lists of all headers first. */
export function headerValues({ rawHeaders }, name) {
    const values = [];
    for (let index = 0; index < rawHeaders.length; index += 2) {
        const given = rawHeaders[index];
        if (given.length === name.length && given.toLowerCase() === name)
            values.push(rawHeaders[index + 1]);
    }
    return values;
}
