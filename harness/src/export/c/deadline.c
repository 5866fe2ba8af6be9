static void ring(int signal)
{
    (void)signal;
}

/* Interrupts a call that blocks for so many milliseconds: it fails with EINTR then. 0 ends that. */
static void deadline(int millis)
{
    struct sigaction action = {.sa_handler = ring};
    struct itimerval timer = {.it_value = {millis / 1000, millis % 1000 * 1000}};
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
}
