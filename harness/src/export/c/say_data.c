/* Prints what was received, or the name of the error. */
static void say_data(const char *step, ssize_t length, const void *data)
{
    if (length == -1) {
        say(step, -1);
        return;
    }
    printf("%s -> ", step);
    print_data(data, length);
    putchar('\n');
}
