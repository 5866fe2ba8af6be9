/* Whether another program that a child process becomes has a socket. */
static int inherited(int descriptor)
{
    char path[40];
    int status = 0;
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    pid_t child = fork();
    if (child == 0) {
        execlp("test", "test", "-S", path, (char *)NULL);
        _exit(2);
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
