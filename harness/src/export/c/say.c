/* Prints how a step ended: "ok", or the name of its error. */
static void say(const char *step, int result)
{
    printf("%s -> %s\n", step, result == -1 ? error_name(errno) : "ok");
}
