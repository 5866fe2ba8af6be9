/* Messages with their flags, their control messages and their names, one or several in a call. */
#include "faults.h"

#include <errno.h>
#include <string.h>

static size_t size_of(const struct msghdr *message)
{
    size_t size = 0;
    for (size_t index = 0; index < message->msg_iovlen; index++)
        size += message->msg_iov[index].iov_len;
    return size;
}

static void change_flags(const char *kind, struct msghdr *message)
{
    static const int SHOWN[] = {MSG_TRUNC, MSG_CTRUNC, MSG_EOR, MSG_OOB, MSG_CMSG_CLOEXEC, MSG_ERRQUEUE};
    for (size_t index = 0; index < SIZE(SHOWN); index++) {
        const char *what = message->msg_flags & SHOWN[index] ? "lost" : "added";
        if (fault("recvmsg:%s:%s:%s", kind, word_of(MESSAGE_FLAGS, SHOWN[index]).of, what))
            message->msg_flags ^= SHOWN[index];
    }
}

/* Data of a control message, but not descriptors: the harness closes them. */
static void change_control(struct msghdr *message, struct cmsghdr *control)
{
    struct text word = control_word(control->cmsg_level, control->cmsg_type);
    bool has_descriptors = control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_RIGHTS;
    if (!has_descriptors && fault("recvmsg:%s:data", word.of))
        CMSG_DATA(control)[0] ^= 1;
    if (!has_descriptors && fault("recvmsg:%s:type", word.of))
        control->cmsg_type++;
    if (!has_descriptors && fault("recvmsg:%s:lost", word.of))
        message->msg_controllen = (size_t)((char *)control - (char *)message->msg_control);
}

static void change_controls(struct msghdr *message)
{
    struct cmsghdr *control = CMSG_FIRSTHDR(message);
    for (; control; control = CMSG_NXTHDR(message, control))
        change_control(message, control);
}

EXPORT ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
    struct text call = text("recvmsg:%s", kind_of(fd).of);
    socklen_t room = message->msg_namelen;
    flags = without_flags(text("recvmsg"), MESSAGE_FLAGS, flags);
    ssize_t count = REAL(recvmsg)(fd, message, flags);
    if (count >= 0) {
        change_name("recvmsg", fd, message->msg_name, &message->msg_namelen, room);
        change_flags(family_of(fd).of, message);
        change_controls(message);
    }
    bool has_data = message->msg_iovlen > 0 && message->msg_iov[0].iov_len > 0;
    return received(call, fd, has_data ? message->msg_iov[0].iov_base : NULL, count);
}

EXPORT ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    struct text call = text("sendmsg:%s", kind_of(fd).of);
    struct msghdr changed = *message;
    struct cmsghdr *control = CMSG_FIRSTHDR(message);
    if (fault("%s:not-sent", call.of))
        return (ssize_t)size_of(message);
    if (control && fault("sendmsg:%s:dropped", control_word(control->cmsg_level, control->cmsg_type).of))
        changed.msg_controllen = 0;
    flags = without_flags(text("sendmsg"), MESSAGE_FLAGS, flags);
    return sent(call, REAL(sendmsg)(fd, &changed, flags));
}

EXPORT int recvmmsg(int fd, struct mmsghdr *entries, unsigned length, int flags, struct timespec *timeout)
{
    struct text call = text("recvmmsg:%s", kind_of(fd).of);
    struct msghdr *first = length > 0 ? &entries[0].msg_hdr : NULL;
    socklen_t room = first ? first->msg_namelen : 0;
    flags = without_flags(text("recvmmsg"), MESSAGE_FLAGS, flags);
    int count = REAL(recvmmsg)(fd, entries, length, flags, timeout);
    if (count > 0) {
        change_name("recvmmsg", fd, first->msg_name, &first->msg_namelen, room);
        if (entries[0].msg_len > 0 && fault("%s:data", call.of))
            ((char *)first->msg_iov[0].iov_base)[0] ^= 1;
        if (entries[0].msg_len > 0 && fault("%s:msg_len-1", call.of))
            entries[0].msg_len--;
    }
    if (count > 1 && fault("%s:fewer", call.of))
        count--;
    return (int)answered(call, count, ECONNRESET);
}

EXPORT int sendmmsg(int fd, struct mmsghdr *entries, unsigned length, int flags)
{
    struct text call = text("sendmmsg:%s", kind_of(fd).of);
    flags = without_flags(text("sendmmsg"), MESSAGE_FLAGS, flags);
    unsigned some = length > 1 && fault("%s:fewer", call.of) ? length - 1 : length;
    int count = REAL(sendmmsg)(fd, entries, some, flags);
    if (count > 0 && entries[0].msg_len > 0 && fault("%s:msg_len-1", call.of))
        entries[0].msg_len--;
    return (int)answered(call, count, EPIPE);
}
