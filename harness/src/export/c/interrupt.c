/* Waits for a call, and interrupts it if it blocks for so many milliseconds: it fails with EINTR then. */
static void finish(struct started_call *call, int millis)
{
    struct sigaction action = {.sa_handler = ring};
    struct timespec until;
    sigaction(SIGALRM, &action, NULL);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += (until.tv_nsec / 1000000 + millis) / 1000;
    until.tv_nsec = (until.tv_nsec / 1000000 + millis) % 1000 * 1000000;
    if (pthread_timedjoin_np(call->thread, NULL, &until) != 0) {
        pthread_kill(call->thread, SIGALRM);
        pthread_join(call->thread, NULL);
    }
}
