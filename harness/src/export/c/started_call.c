/* A call on a thread of its own. */
struct started_call {
    pthread_t thread;
    long result;
    int error;
};

/* Starts a call, and waits until it is over or, most likely, blocks. */
static int start(struct started_call *call, void *(*function)(void *))
{
    int error = pthread_create(&call->thread, NULL, function, NULL);
    usleep(50000);
    errno = error;
    return error == 0 ? 0 : -1;
}
