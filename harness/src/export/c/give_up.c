/* Says why the program cannot go on, and ends it. */
static void give_up(const char *why)
{
    fprintf(stderr, "%s\n", why);
    exit(1);
}
