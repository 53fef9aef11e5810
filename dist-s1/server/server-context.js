/** The part of whatever context Yoga hands to a hook that the listener gave. */
export function serverContextOf(context) {
    return context;
}
