static void print_answer_flags(int flags)
{
    static const struct { int bit; const char *name; } known[] = {
        {AI_PASSIVE, "AI_PASSIVE"}, {AI_CANONNAME, "AI_CANONNAME"}, {AI_NUMERICHOST, "AI_NUMERICHOST"},
        {AI_NUMERICSERV, "AI_NUMERICSERV"}, {AI_V4MAPPED, "AI_V4MAPPED"}, {AI_ALL, "AI_ALL"},
        {AI_ADDRCONFIG, "AI_ADDRCONFIG"},
    };
    const char *before = "";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (flags & known[i].bit) {
            printf("%s%s", before, known[i].name);
            before = "|";
        }
        flags &= ~known[i].bit;
    }
    if (flags != 0)
        printf("%s%d", before, flags);
}
