/* Prints the number of bytes received and the whole buffer, or the name of the error. */
static void say_buffer(const char *step, ssize_t received, const void *buffer, size_t size)
{
    if (received == -1) {
        say(step, -1);
        return;
    }
    printf("%s -> %zd, buffer ", step, received);
    print_data(buffer, size);
    putchar('\n');
}
