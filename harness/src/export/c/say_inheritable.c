/* Prints what the flags of a descriptor say, or the name of the error. */
static void say_inheritable(const char *step, int flags)
{
    if (flags == -1)
        say(step, -1);
    else
        printf("%s -> %s\n", step, flags & FD_CLOEXEC ? "false" : "true");
}
