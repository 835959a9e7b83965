import { Alert, Button, Stack } from "@mantine/core";
import { Component, type ErrorInfo, type ReactNode } from "react";

interface Props {
  title: string;
  retry: string;
  children: ReactNode;
}

/** Keeps a fault of one part from taking the page, and the call, with it. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error.name, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Alert color="red" variant="outline" title={this.props.title} role="alert">
        <Stack align="start">
          <Button size="xs" onClick={() => this.setState({ failed: false })}>
            {this.props.retry}
          </Button>
        </Stack>
      </Alert>
    );
  }
}
