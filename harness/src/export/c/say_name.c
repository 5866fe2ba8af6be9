/* Prints the name of an interface, or the name of the error. */
static void say_name(const char *step, const char *name)
{
    if (name == NULL)
        say(step, -1);
    else
        printf("%s -> \"%s\"\n", step, name);
}
