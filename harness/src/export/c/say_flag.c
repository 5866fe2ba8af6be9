static void say_flag(const char *step, int result)
{
    printf("%s -> %s\n", step, result == -1 ? error_name(errno) : result == 0 ? "false" : "true");
}
