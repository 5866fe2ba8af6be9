/* Prints the number that a call returned, or the name of its error. */
static void say_number(const char *step, long result)
{
    if (result == -1)
        say(step, -1);
    else
        printf("%s -> %ld\n", step, result);
}
