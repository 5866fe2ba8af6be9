/* Prints an interface by its index, or the name of the error. */
static void say_interface(const char *step, unsigned index)
{
    printf("%s -> %s\n", step, index == 0 ? error_name(errno) : interface_text(index));
}
