/* Prints how many bytes of a file were sent, and how; or the name of the error. */
static void say_sent(const char *step, long sent, const char *by)
{
    if (sent == -1)
        say(step, -1);
    else
        printf("%s -> %ld, by %s\n", step, sent, by);
}
