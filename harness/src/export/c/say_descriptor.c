static void say_descriptor(const char *step, int descriptor)
{
    printf("%s -> %d\n", step, descriptor);
}
