/* Results and errors: what another system, or a careless change, would answer instead. */
#include "faults.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Errors that are easily taken for one another, mostly because some system answers the second one. */
static const struct {
    int error, other;
} CONFUSED[] = {
    {EACCES, EPERM},
    {EADDRINUSE, EACCES},
    {EADDRNOTAVAIL, EINVAL},
    {EAFNOSUPPORT, EINVAL},
    {EAGAIN, ETIMEDOUT},
    {EALREADY, EINPROGRESS},
    {EBADF, ENOTSOCK},
    {ECONNABORTED, ECONNRESET},
    {ECONNREFUSED, ECONNRESET},
    {ECONNRESET, EPIPE},
    {EDESTADDRREQ, ENOTCONN},
    {EFAULT, EINVAL},
    {EINPROGRESS, EAGAIN},
    {EINVAL, EFAULT},
    {EISCONN, EINVAL},
    {EMSGSIZE, EINVAL},
    {ENODEV, ENXIO},
    {ENOENT, ECONNREFUSED},
    {ENOPROTOOPT, EINVAL},
    {ENOTCONN, EINVAL},
    {ENOTSOCK, EBADF},
    {EOPNOTSUPP, EINVAL},
    {EPERM, EACCES},
    {EPIPE, ECONNRESET},
    {EPROTONOSUPPORT, ESOCKTNOSUPPORT},
    {EPROTOTYPE, ECONNREFUSED},
    {ESOCKTNOSUPPORT, EPROTONOSUPPORT},
    {ETIMEDOUT, EAGAIN},
};

static int confused(int error)
{
    for (size_t index = 0; index < SIZE(CONFUSED); index++)
        if (CONFUSED[index].error == error)
            return CONFUSED[index].other;
    return EIO;
}

/* A call that a deadline interrupts fails by EINTR, which is the harness's own doing. */
static int other_error(struct text call, int error)
{
    int other = confused(error);
    if (error == EINTR || !fault("%s:%s->%s", call.of, strerrorname_np(error), strerrorname_np(other)))
        return error;
    return other;
}

long answered(struct text call, long result, int otherwise)
{
    if (result < 0)
        errno = other_error(call, errno);
    else if (fault("%s:ok->%s", call.of, strerrorname_np(otherwise))) {
        errno = otherwise;
        result = -1;
    }
    return result;
}

int without_flags(struct text call, const struct word *words, int flags)
{
    for (; words->name; words++)
        if (flags & words->value && fault("%s:%s:dropped", call.of, words->name))
            flags &= ~words->value;
    return flags;
}

struct text text(const char *format, ...)
{
    struct text made;
    va_list values;
    va_start(values, format);
    vsnprintf(made.of, sizeof made.of, format, values);
    va_end(values);
    return made;
}
