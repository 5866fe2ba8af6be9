    } else if (any->sa_family == AF_UNIX && written == 2) {
        printf(written < length ? "AF_UNIX" : "AF_UNIX unnamed");
    } else if (any->sa_family == AF_UNIX) {
        const unsigned char *path = bytes + 2;
        printf(*path == 0 ? "AF_UNIX @" : "AF_UNIX ");
        if (*path == 0)
            print_bytes(path + 1, written - 3);
        else
            print_bytes(path, strnlen((const char *)path, written - 2));
