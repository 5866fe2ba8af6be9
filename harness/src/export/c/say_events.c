static void print_events(int events)
{
    static const struct { int bit; const char *name; } known[] = {
        {POLLIN, "POLLIN"}, {POLLPRI, "POLLPRI"}, {POLLOUT, "POLLOUT"},
#ifdef POLLRDHUP
        {POLLRDHUP, "POLLRDHUP"},
#endif
        {POLLERR, "POLLERR"}, {POLLHUP, "POLLHUP"}, {POLLNVAL, "POLLNVAL"},
    };
    const char *before = "";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (events & known[i].bit) {
            printf("%s%s", before, known[i].name);
            before = "|";
        }
    }
    if (*before == 0)
        printf("none");
}

/* Prints the events of a socket, or the name of the error. */
static void say_events(const char *step, int result, int events)
{
    if (result == -1) {
        say(step, -1);
        return;
    }
    printf("%s -> ", step);
    print_events(events);
    putchar('\n');
}
