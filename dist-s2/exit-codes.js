/** From sysexits.h, so that a supervisor or a script can tell what to do. docs/command-line.md says what each means. */
export const EXIT_CODES = {
    ok: 0,
    failed: 1,
    /** The books were compared as a whole, and differ from what the providers have. */
    differences: 10,
    /** Not all of the books could be compared, so that nothing follows from what the rest says. */
    incomplete: 11,
    usage: 64,
    /** A provider has no such transaction. */
    notFound: 66,
    /** Something that is needed is not to be had, such as a port, or a provider that takes the credential. */
    unavailable: 69,
    /** There is no answer now, and asking again may help. */
    unanswered: 75,
    configuration: 78,
    /** As shells count a Ctrl-C. */
    interrupted: 130,
};
