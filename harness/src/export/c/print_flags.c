static void print_flags(int flags)
{
    static const struct { int bit; const char *name; } known[] = {
        {MSG_OOB, "MSG_OOB"}, {MSG_TRUNC, "MSG_TRUNC"}, {MSG_CTRUNC, "MSG_CTRUNC"}, {MSG_EOR, "MSG_EOR"},
#ifdef MSG_ERRQUEUE
        {MSG_ERRQUEUE, "MSG_ERRQUEUE"},
#endif
    };
    const char *before = "";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (flags & known[i].bit) {
            printf("%s%s", before, known[i].name);
            before = "|";
        }
        flags &= ~known[i].bit;
    }
#ifdef MSG_CMSG_CLOEXEC
    flags &= ~MSG_CMSG_CLOEXEC;
#endif
    if (flags != 0)
        printf("%s%d", before, flags);
    else if (*before == 0)
        printf("none");
}
