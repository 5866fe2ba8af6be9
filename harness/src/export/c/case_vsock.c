    } else if (any->sa_family == AF_VSOCK && written >= sizeof(struct sockaddr_vm)) {
        const struct sockaddr_vm *vm = address;
        static const char *const machines[] = {"hypervisor", "local", "host"};
        char cid[12] = "any", port[12] = "any";
        if (vm->svm_cid != VMADDR_CID_ANY)
            snprintf(cid, sizeof cid, "%u", vm->svm_cid);
        if (vm->svm_port != VMADDR_PORT_ANY)
            snprintf(port, sizeof port, "%u", vm->svm_port);
        printf("AF_VSOCK %s:%s", vm->svm_cid < 3 ? machines[vm->svm_cid] : cid, port);
