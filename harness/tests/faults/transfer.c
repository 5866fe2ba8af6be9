/* Sending and receiving: what is cut, kept back, changed, or said of it. */
#include "faults.h"

#include <errno.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

ssize_t received(struct text call, int fd, char *buffer, ssize_t count)
{
    if (count > 1 && fault("%s:short", call.of))
        count--;
    if (count > 0 && buffer && fault("%s:data", call.of))
        buffer[0] ^= 1;
    if (count == 0 && type_of(fd) == SOCK_STREAM && fault("%s:end->ECONNRESET", call.of)) {
        errno = ECONNRESET;
        return -1;
    }
    return answered(call, count, ECONNRESET);
}

ssize_t sent(struct text call, ssize_t count)
{
    if (count > 1 && fault("%s:short", call.of))
        count--;
    return answered(call, count, EPIPE);
}

EXPORT ssize_t recv(int fd, void *buffer, size_t size, int flags)
{
    struct text call = text("recv:%s", kind_of(fd).of);
    flags = without_flags(text("recv"), MESSAGE_FLAGS, flags);
    return received(call, fd, buffer, REAL(recv)(fd, buffer, size, flags));
}

EXPORT ssize_t recvfrom(int fd, void *buffer, size_t size, int flags, struct sockaddr *name, socklen_t *length)
{
    struct text call = text("recvfrom:%s", kind_of(fd).of);
    socklen_t room = length ? *length : 0;
    flags = without_flags(text("recvfrom"), MESSAGE_FLAGS, flags);
    ssize_t count = REAL(recvfrom)(fd, buffer, size, flags, name, length);
    if (count >= 0)
        change_name("recvfrom", fd, name, length, room);
    return received(call, fd, buffer, count);
}

EXPORT ssize_t read(int fd, void *buffer, size_t size)
{
    if (!is_socket(fd))
        return REAL(read)(fd, buffer, size);
    return received(text("read:%s", kind_of(fd).of), fd, buffer, REAL(read)(fd, buffer, size));
}

EXPORT ssize_t send(int fd, const void *data, size_t size, int flags)
{
    struct text call = text("send:%s", kind_of(fd).of);
    if (fault("%s:not-sent", call.of))
        return (ssize_t)size;
    flags = without_flags(text("send"), MESSAGE_FLAGS, flags);
    return sent(call, REAL(send)(fd, data, size, flags));
}

EXPORT ssize_t sendto(int fd, const void *data, size_t size, int flags, const struct sockaddr *name, socklen_t length)
{
    struct text call = text("sendto:%s", kind_of(fd).of);
    if (fault("%s:not-sent", call.of))
        return (ssize_t)size;
    flags = without_flags(text("sendto"), MESSAGE_FLAGS, flags);
    return sent(call, REAL(sendto)(fd, data, size, flags, name, length));
}

EXPORT ssize_t writev(int fd, const struct iovec *parts, int count)
{
    if (!is_socket(fd))
        return REAL(writev)(fd, parts, count);
    return sent(text("writev:%s", kind_of(fd).of), REAL(writev)(fd, parts, count));
}

EXPORT ssize_t sendfile(int fd, int from, off_t *offset, size_t count)
{
    return sent(text("sendfile:%s", kind_of(fd).of), REAL(sendfile)(fd, from, offset, count));
}
